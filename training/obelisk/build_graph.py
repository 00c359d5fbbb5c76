"""Builds the ONNX graphs of the hybrid OBELISK-Net. Their initialisers are external data inside the upstream `.pth` files.

The `.pth` files are never unpickled: `pickletools.genops` only lists opcodes, and the reader below knows tensors and nothing else. It
refuses every opcode and every global that a plain state dict does not need. What comes out is, per tensor, where its bytes lie.

Architecture: M. P. Heinrich, O. Oktay, N. Bouteldja, "OBELISK-Net: Fewer layers to solve 3D multi-organ segmentation with sparse
deformable convolutions", Medical Image Analysis 54 (2019) 1-9; `obeliskhybrid_tcia` of github.com/mattiaspaul/OBELISK (MIT).

    python build_graph.py --weights DIR_OF_PTH --out ../../models/obelisk
"""
import argparse
import hashlib
import io
import pickletools
import struct
from collections import namedtuple
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

FOLDS = (1, 2, 3, 4)
LABELS = 9                      # background and eight organs
SIZE = 144                      # voxels of the input along each axis
LEAK = 0.025                    # slope of every leaky ReLU
WEIGHT_FILE = "obeliskhybrid_tcia_fold{}.pth"

# ---------------------------------------------------------------------------------------------------------------- reading a .pth

TORCH_MAGIC = 0x1950A86A20F9469CFC6C
ITEM_BYTES = {"FloatStorage": 4, "LongStorage": 8}
GLOBALS = {"collections OrderedDict", "torch._utils _rebuild_tensor_v2", "torch FloatStorage", "torch LongStorage"}
Tensor = namedtuple("Tensor", "storage offset bytes shape dtype")       # offset: absolute, in bytes from the file's start
_Global = namedtuple("_Global", "name")
_Mark = object()


def _symbolic(ops):
    """Replays the opcodes of one pickle on a stack of plain values. Calls are recorded, never made: a REDUCE becomes a dict or a tuple."""
    stack, memo = [], {}

    def pop_to_mark():
        at = len(stack) - 1 - next(i for i, v in enumerate(reversed(stack)) if v is _Mark)
        items = stack[at + 1:]
        del stack[at:]
        return items

    def put(pairs):
        stack[-1].update(zip(pairs[::2], pairs[1::2]))

    for op, arg, _ in ops:
        name = op.name
        if name in ("PROTO", "STOP"):
            continue
        elif name == "GLOBAL":
            if arg not in GLOBALS:
                raise ValueError(f"the weights name '{arg}', which a state dict does not need")
            stack.append(_Global(arg))
        elif name in ("BININT", "BININT1", "BININT2", "LONG1", "BINUNICODE"):
            stack.append(arg)
        elif name in ("NONE", "NEWTRUE", "NEWFALSE"):
            stack.append({"NONE": None, "NEWTRUE": True, "NEWFALSE": False}[name])
        elif name in ("EMPTY_TUPLE", "EMPTY_LIST", "EMPTY_DICT"):
            stack.append({"EMPTY_TUPLE": tuple, "EMPTY_LIST": list, "EMPTY_DICT": dict}[name]())
        elif name == "MARK":
            stack.append(_Mark)
        elif name == "TUPLE":
            stack.append(tuple(pop_to_mark()))
        elif name == "TUPLE1":
            stack.append((stack.pop(),))
        elif name in ("BINPUT", "LONG_BINPUT"):
            memo[arg] = stack[-1]
        elif name in ("BINGET", "LONG_BINGET"):
            stack.append(memo[arg])
        elif name == "APPENDS":
            items = pop_to_mark()
            stack[-1].extend(items)
        elif name == "SETITEMS":
            put(pop_to_mark())
        elif name == "SETITEM":
            value, key = stack.pop(), stack.pop()
            put([key, value])
        elif name == "BINPERSID":
            stack.append(("persistent", stack.pop()))
        elif name == "REDUCE":
            args, function = stack.pop(), stack.pop()
            stack.append({} if function.name == "collections OrderedDict" else ("tensor", args))
        elif name == "BUILD":
            stack.pop()         # attributes of the OrderedDict (its version metadata): not needed
        else:
            raise ValueError(f"opcode {name} is not part of a state dict")
    return stack[-1]


def read_state_dict(path):
    """Where the tensors of a `.pth` of the legacy torch format (before 1.6) lie.

    The file is five pickles (magic, protocol version, machine, state dict, list of storage keys) and then, in the order of that list, each
    storage as an int64 count and its raw little-endian values.

    :return: dict of the tensor's name to Tensor
    """
    data = Path(path).read_bytes()
    stream = io.BytesIO(data)
    magic, protocol, machine, state, keys = (_symbolic(list(pickletools.genops(stream))) for _ in range(5))
    if magic != TORCH_MAGIC or protocol != 1001 or not machine["little_endian"]:
        raise ValueError(f"{path} is not a little-endian .pth of the legacy format")
    storages = {}               # key -> (type, count)
    for _, args in state.values():
        _, kind, key, _, count, view = args[0][1]
        if view is not None:
            raise ValueError("views of storages are not supported")
        storages[key] = (kind.name.split()[1], count)
    start, position = {}, stream.tell()
    for key in keys:
        kind, count = storages[key]
        if struct.unpack_from("<q", data, position)[0] != count:
            raise ValueError(f"the storage at byte {position} has not the {count} values that its tensor claims")
        start[key] = position + 8
        position += 8 + count * ITEM_BYTES[kind]
    if position != len(data):
        raise ValueError(f"{len(data) - position} bytes are left over at the end of {path}")
    tensors = {}
    for name, (_, args) in state.items():
        kind, key = args[0][1][1].name.split()[1], args[0][1][2]
        first, shape, stride = args[1:4]
        count = int(np.prod(shape, dtype=np.int64))
        dense, step = [], 1
        for extent in reversed(shape):
            dense.insert(0, step)
            step *= extent
        if any(s != d and n > 1 for s, d, n in zip(stride, dense, shape)) or first + count > storages[key][1]:
            raise ValueError(f"{name} is not contiguous")
        size = ITEM_BYTES[kind]
        tensors[name] = Tensor(key, start[key] + first * size, count * size, tuple(shape), {4: "float32", 8: "int64"}[size])
    return tensors

# ------------------------------------------------------------------------------------------------------------- writing the graph


class Graph:
    """A list of ONNX nodes under construction. Methods add one node and return the name of its output."""

    def __init__(self):
        self.nodes, self.initialisers = [], {}

    def node(self, op, inputs, **attributes):
        out = f"{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, inputs, [out], name=out, **attributes))
        return out

    def constant(self, values, kind=np.int64):
        array = np.asarray(values, kind)
        name = f"c_{hashlib.sha256(array.tobytes() + str((array.shape, array.dtype)).encode()).hexdigest()[:12]}"
        self.initialisers[name] = onnx.numpy_helper.from_array(array, name)
        return name

    def external(self, name, file, tensor):
        """An initialiser whose bytes stay in `file`, looked for in the folder of the graph."""
        proto = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=tensor.shape, data_location=TensorProto.EXTERNAL)
        for key, value in (("location", file), ("offset", tensor.offset), ("length", tensor.bytes)):
            proto.external_data.add(key=key, value=str(value))
        self.initialisers[name] = proto
        return name

    def reverse(self, x, axes):
        """Reverses the axes."""
        low = -(2 ** 31)        # with step -1 "as far down as it goes"; ONNX clamps it
        return self.node("Slice", [x, self.constant([-1] * len(axes)), self.constant([low] * len(axes)), self.constant(axes),
                                   self.constant([-1] * len(axes))])


class Fold:
    """The network with the weights of one fold. Tensors are (1, C, x, y, z), x from right to left and z from head to feet."""

    def __init__(self, graph, fold, tensors):
        self.g, self.file, self.tensors = graph, WEIGHT_FILE.format(fold), tensors

    def weight(self, name):
        return self.g.external(name, self.file, self.tensors[name])

    def conv(self, name, x, kernel=3, stride=1, groups=1):
        bias = [self.weight(f"{name}.bias")] if f"{name}.bias" in self.tensors else []
        return self.g.node("Conv", [x, self.weight(f"{name}.weight"), *bias], kernel_shape=[kernel] * 3, strides=[stride] * 3,
                           pads=[kernel // 2] * 6, group=groups)

    def norm(self, name, x):
        return self.g.node("BatchNormalization", [x] + [self.weight(f"{name}.{part}") for part in
                                                        ("weight", "bias", "running_mean", "running_var")], epsilon=1e-5)

    def relu(self, x):
        return self.g.node("LeakyRelu", [x], alpha=LEAK)

    def block(self, number, x, **options):
        return self.relu(self.norm(f"batch{number}", self.conv(f"conv{number}", x, **options)))

    def concat(self, *xs):
        return self.g.node("Concat", list(xs), axis=1)

    def resize(self, x, channels, size):
        """Trilinear, half-pixel centres (torch: align_corners=False)."""
        return self.g.node("Resize", [x, "", "", self.g.constant([1, channels, size, size, size])], mode="linear",
                           coordinate_transformation_mode="half_pixel")

    def sample_grid(self, size):
        """Centres of a size^3 grid in [-1, 1], align_corners style: (1, 1, size^3, 1, 3), last axis (z, y, x), z fastest."""
        line = np.linspace(-1, 1, size, dtype=np.float32)
        shape = self.g.constant([size, size, size, 1])
        axes = [self.g.node("Expand", [self.g.constant(line.reshape(at), np.float32), shape])
                for at in ((1, 1, -1, 1), (1, -1, 1, 1), (-1, 1, 1, 1))]
        return self.g.node("Reshape", [self.g.node("Concat", axes, axis=3), self.g.constant([1, 1, size ** 3, 1, 3])])

    def obelisk(self, number, image, offsets, groups, size):
        """Samples the smoothed image at the learnt offsets around each grid point, then a dense block of 1x1x1 convolutions."""
        grid = self.g.node("Add", [self.sample_grid(size), self.weight(f"offset{number}")])       # (1, offsets, size^3, 1, 3)
        x = self.g.node("GridSample", [image, grid], mode="linear", padding_mode="zeros", align_corners=1)
        x = self.g.node("Reshape", [x, self.g.constant([1, offsets, size, size, size])])
        x = self.relu(self.conv(f"linear{number}a", x, 1, groups=groups))
        for norm, linear in zip("abc", "bcd"):
            x = self.concat(x, self.relu(self.conv(f"linear{number}{linear}", self.norm(f"batch{number}{norm}", x), 1)))
        return self.relu(self.conv(f"linear{number}e", self.norm(f"batch{number}d", x), 1))

    def logits(self, image, smooth, smoother):
        half, quarter, eighth = SIZE // 2, SIZE // 4, SIZE // 8
        full = self.block("0", image)
        skip = self.block("11", self.block("1", full, stride=2))
        x = self.block("3", self.block("22", self.block("2", skip, stride=2)))
        near = self.resize(self.obelisk(1, smooth, 128, 2, quarter), 16, half)
        far = self.resize(self.obelisk(2, smoother, 512, 4, eighth), 32, quarter)
        x = self.resize(self.block("6bU", self.concat(x, far)), 32, half)
        x = self.resize(self.block("6U", self.concat(x, near, skip)), 12, SIZE)
        return self.conv("conv77U", self.block("7U", self.concat(x, full)), 1)


def build(fold, tensors):
    """`image` (1,1,Z,Y,X) in RAS, 0 at -1024 HU and 1 at 0 HU, to `logits` (1,9,Z,Y,X) in the same grid."""
    g = Graph()
    flip = [2, 4]               # the network was trained on x from right to left and z from head to feet
    image = g.reverse(g.node("Transpose", ["image"], perm=[0, 1, 4, 3, 2]), flip)
    pool = dict(kernel_shape=[3] * 3, pads=[1] * 6, strides=[1] * 3, count_include_pad=1)
    smooth = g.node("AveragePool", [image], **pool)
    smoother = g.node("AveragePool", [smooth], **pool)
    logits = Fold(g, fold, tensors).logits(image, smooth, smoother)
    g.nodes.append(helper.make_node("Transpose", [g.reverse(logits, flip)], ["logits"], perm=[0, 1, 4, 3, 2], name="logits"))
    unused = [name for name, t in tensors.items() if t.dtype == "float32" and name not in g.initialisers]
    if unused:
        raise ValueError(f"tensors without a place in the graph: {unused}")
    grid = [SIZE] * 3
    graph = helper.make_graph(
        g.nodes, "obelisk", [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, *grid])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, LABELS, *grid])], list(g.initialisers.values()))
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9, producer_name="heliograph")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="folder of the four .pth files")
    parser.add_argument("--out", type=Path, required=True, help="folder of the graphs")
    options = parser.parse_args()
    for fold in FOLDS:
        file = options.weights / WEIGHT_FILE.format(fold)
        tensors = read_state_dict(file)
        content = build(fold, tensors).SerializeToString(deterministic=True)
        name = f"obelisk-fold{fold}.onnx"
        (options.out / name).write_bytes(content)
        floats = [t for t in tensors.values() if t.dtype == "float32"]
        print(f"{file.name}: sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}, {len(floats)} float32 tensors, "
              f"{sum(t.bytes for t in floats)} bytes from offset {min(t.offset for t in floats)}, offsets modulo 4: {sorted({t.offset % 4 for t in floats})}")
        print(f"{name}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")



if __name__ == "__main__":
    main()
