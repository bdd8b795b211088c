"""Colour profiles as cameras write them: a matrix and a curve, built by hand after ICC.1:2010."""

import struct

# Display P3, adapted to D50, as Apple's own profile has it; sRGB's transfer curve.
P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
D50 = (0.9642, 1.0, 0.8249)
GAMMA, A, B, C, D = 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045


def fixed(*values):
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def display_p3():
    """The bytes of a Display P3 profile."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + fixed(GAMMA, A, B, C, D)
    text = b"desc\0\0\0\0" + struct.pack(">I", 11) + b"Display P3\0" + b"\0" * 78
    tags = {b"desc": text, b"wtpt": b"XYZ \0\0\0\0" + fixed(*D50)}
    for name, column in zip((b"rXYZ", b"gXYZ", b"bXYZ"), P3, strict=True):
        tags[name] = b"XYZ \0\0\0\0" + fixed(*column)
    return profile(b"RGB ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve))


def gamma_grey(gamma):
    """A profile of grey with a plain gamma."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    return profile(b"GRAY", {b"wtpt": b"XYZ \0\0\0\0" + fixed(*D50), b"kTRC": curve})


def profile(space, tags):
    table, data, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        value += b"\0" * (-len(value) % 4)
        table += name + struct.pack(">II", at + len(data), len(value))
        data += value
    size = at + len(data)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02400000, b"mntr", space, b"XYZ ") + b"\0" * 12 + b"acsp"
    header += b"\0" * 28 + fixed(*D50)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data
