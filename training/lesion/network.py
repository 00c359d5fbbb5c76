"""The network: a 3D U-Net whose convolutions run at half resolution, and a last layer that sees the inputs again."""
import torch
import torch.nn as nn


def convolution(inputs, outputs, stride=1, kernel=3):
    """Convolution, instance norm, leaky ReLU."""
    return nn.Sequential(nn.Conv3d(inputs, outputs, kernel, stride, 1, bias=False),
                         nn.InstanceNorm3d(outputs, affine=True), nn.LeakyReLU(0.01, inplace=True))


class UNet(nn.Module):
    """(N, 4, Z, Y, X) to (N, 2, Z, Y, X) logits of background and lesion; Z, Y and X are multiples of 16.

    The first convolution goes straight to half resolution, as convolutions at full resolution would take most of the time on a CPU.
    Eight features per voxel come back by a transposed convolution; with the inputs beside them a last convolution places the border.
    """

    def __init__(self, widths=(24, 48, 80, 112), inputs=4, labels=2):
        super().__init__()
        self.down = nn.ModuleList([nn.Sequential(convolution(inputs, widths[0], 2, 4), convolution(widths[0], widths[0]))])
        self.up, self.merge = nn.ModuleList(), nn.ModuleList()
        for narrow, wide in zip(widths, widths[1:]):
            self.down.append(nn.Sequential(convolution(narrow, wide, 2), convolution(wide, wide)))
            self.up.insert(0, nn.ConvTranspose3d(wide, narrow, 2, 2))
            self.merge.insert(0, convolution(2 * narrow, narrow))
        self.fine = nn.ConvTranspose3d(widths[0], 8, 2, 2)
        self.head = nn.Conv3d(8 + inputs, labels, 3, 1, 1)

    def forward(self, image):
        x, skips = image, []
        for stage in self.down:
            x = stage(x)
            skips.append(x)
        skips.pop()
        for up, merge in zip(self.up, self.merge):
            x = merge(torch.cat([up(x), skips.pop()], 1))
        return self.head(torch.cat([nn.functional.leaky_relu(self.fine(x), 0.01), image], 1))
