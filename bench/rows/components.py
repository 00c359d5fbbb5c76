"""Connected components, 26 neighbours."""

import cc3d
import numpy as np
import SimpleITK as sitk

from row import Peer, Row


def same_partition(scan, ours, theirs):
    """Two numberings are of one partition if each translates into the other."""
    a, b = ours, np.asarray(theirs).ravel("F")
    translation = np.zeros(int(a.max()) + 1, np.int64)
    translation[a] = b
    assert np.array_equal(translation[a], b), "a part of ours is several of theirs"
    assert len(np.unique(translation)) == len(translation), "a part of theirs is several of ours"
    return f"same {len(translation) - 1} parts"


def row(title, java, mask, itk=True):
    def peer(scan, threads):
        return cc3d.connected_components(mask(scan), connectivity=26)

    images = {}

    def itk_peer(scan, threads):
        # Made in the first call, which isn't timed.
        if scan not in images:
            images.clear()
            images[scan] = scan.itk(mask(scan).astype(np.uint8))
        return sitk.ConnectedComponent(images[scan], True)

    peers = (Peer("cc3d", peer, 4),) + ((Peer("SimpleITK", itk_peer),) if itk else ())
    return Row(f"components 26, {title}", java, peers, same_partition)


ROWS = [
    row("organs", "components-organs", lambda scan: scan.organs),
    row("above 150 HU", "components-dense", lambda scan: scan.dense),
    row("13 labels and lesions", "components-labels", lambda scan: scan.truth, itk=False),
]
