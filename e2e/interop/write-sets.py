"""
Writes sets of pictures as Python programs do: NumPy's archives in the ways in which MedMNIST, Keras and others save them, the
binary files of CIFAR by their page, and tables by Python's csv. Nothing of ConvCanvas is in here.

Reads nothing from standard input that it needs, and answers {"version", "sets": [{"name", "files": {path: base64}, "classNames",
"parts": {part: {"shape", "pixels", "labels"}}}, …]}: pixels in base64, row by row, channels last.
"""

import base64
import csv
import io
import json
import struct

import numpy
from PIL import Image

random = numpy.random.default_rng(11)
sets = []


def text(content):
    return base64.b64encode(content).decode()


def add(name, files, class_names, **parts):
    sets.append(
        {
            "name": name,
            "files": {path: text(content) for path, content in files.items()},
            "classNames": class_names,
            "parts": {
                part: {
                    "shape": list(pictures.shape[1:]) + ([1] if pictures.ndim == 3 else []),
                    "pixels": text(numpy.ascontiguousarray(pictures).tobytes()),
                    "labels": numpy.asarray(labels).reshape(-1).tolist(),
                }
                for part, (pictures, labels) in parts.items()
            },
        }
    )


def pictures(count, *shape):
    return random.integers(0, 256, (count, *shape), dtype=numpy.uint8)


def labels(count, classes, kind="uint8"):
    """Every class is among them."""
    return (numpy.arange(count) * 7 % classes).astype(kind)


# --- NPZ


def archive(save, **arrays):
    stream = io.BytesIO()
    save(stream, **arrays)
    return stream.getvalue()


def med(name, save, shape, order="C", kind="uint8", column=True):
    parts = {"train": 30, "val": 8, "test": 12}
    arrays, expected = {}, {}
    for part, count in parts.items():
        own, classes = pictures(count, *shape), labels(count, 5, kind)
        arrays[f"{part}_images"] = numpy.asarray(own, order=order)
        arrays[f"{part}_labels"] = classes.reshape(-1, 1) if column else classes
        expected[part] = (own, classes)
    add(
        name,
        {"set.npz": archive(save, **arrays)},
        [str(i) for i in range(5)],
        training=expected["train"],
        validation=expected["val"],
        test=expected["test"],
    )


med("medmnist, savez_compressed", numpy.savez_compressed, (28, 28))
med("medmnist in colour, savez", numpy.savez, (28, 28, 3))
med("one channel as an axis", numpy.savez, (9, 7, 1))
med("Fortran's order", numpy.savez, (5, 4, 3), order="F")
med("Fortran's order, grey and packed", numpy.savez_compressed, (5, 4), order="F")
for kind in ("<i8", ">i8", "<u8", ">i4", "<u4", "<i2", ">u2", "i1", "=i8"):
    med(f"labels of {kind}", numpy.savez, (3, 2), kind=kind, column=kind != "<i8")
med("labels in Fortran's order", numpy.savez_compressed, (3, 2), order="F", kind=">i8")

x_train, y_train, x_test, y_test = pictures(20, 28, 28), labels(20, 10), pictures(10, 28, 28), labels(10, 10)
add(
    "Keras' mnist.npz",
    {"mnist.npz": archive(numpy.savez, x_test=x_test, x_train=x_train, y_train=y_train, y_test=y_test)},
    [str(i) for i in range(10)],
    training=(x_train, y_train),
    test=(x_test, y_test),
)


def one_array(array, version):
    stream = io.BytesIO()
    numpy.lib.format.write_array(stream, array, version=version)
    return stream.getvalue()


def by_zipfile(version):
    """As numpy.savez does it, in a version of the format that it takes for longer heads only."""
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as file:
        for name, array in (("x_train", x_train), ("y_train", y_train), ("x_test", x_test), ("y_test", y_test)):
            with file.open(name + ".npy", "w", force_zip64=True) as entry:
                entry.write(one_array(array, version))
    return stream.getvalue()


for version in ((1, 0), (2, 0), (3, 0)):
    add(
        f"version {version[0]}",
        {"set.npz": by_zipfile(version)},
        [str(i) for i in range(10)],
        training=(x_train, y_train),
        test=(x_test, y_test),
    )

# --- CIFAR: <1 x label><3072 x pixel>, and <1 x coarse label><1 x fine label><3072 x pixel>


def records(own, *kinds):
    return b"".join(
        struct.pack(f"<{len(row)}B", *row) + picture.transpose(2, 0, 1).tobytes()
        for picture, *row in zip(own, *(kind.tolist() for kind in kinds))
    )


ten = "airplane automobile bird cat deer dog frog horse ship truck".split()
batches = [(pictures(10, 32, 32, 3), labels(10, 10)) for _ in range(6)]
files = {f"cifar-10-batches-bin/data_batch_{i + 1}.bin": records(*batches[i]) for i in range(5)}
files["cifar-10-batches-bin/test_batch.bin"] = records(*batches[5])
files["cifar-10-batches-bin/batches.meta.txt"] = ("\n".join(ten) + "\n\n").encode()
files["cifar-10-batches-bin/readme.html"] = b"<html></html>"
train = tuple(numpy.concatenate(each) for each in zip(*batches[:5]))
add("CIFAR-10", files, ten, training=train, test=batches[5])

hundred = [f"fine {i}" for i in range(100)]
fine = [(pictures(100, 32, 32, 3), labels(100, 100)) for _ in range(2)]
add(
    "CIFAR-100",
    {
        "train.bin": records(fine[0][0], fine[0][1] // 5, fine[0][1]),
        "test.bin": records(fine[1][0], fine[1][1] // 5, fine[1][1]),
        "fine_label_names.txt": ("\n".join(hundred) + "\n").encode(),
        "coarse_label_names.txt": b"a\nb\n",
    },
    hundred,
    training=fine[0],
    test=fine[1],
)

# --- tables


def png(pixels):
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


own = pictures(12, 6, 5, 3)
names = ["dog, small", 'the "cat"', "été"]
ordered = sorted(names, key=lambda name: name.encode("utf-16-be"))
parts = ["train"] * 6 + ["val"] * 3 + ["test"] * 3
for dialect, ending in (("excel", "csv"), ("excel-tab", "tsv"), ("unix", "csv")):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, dialect=dialect)
    writer.writerow(["image", "label", "split"])
    for i in range(12):
        writer.writerow([f"photos/{i:02}.png", names[i % 3], parts[i]])
    files = {f"photos/{i:02}.png": png(own[i]) for i in range(12)}
    files[f"labels.{ending}"] = stream.getvalue().encode("utf-8-sig" if dialect == "excel" else "utf-8")
    classes = numpy.array([ordered.index(names[i % 3]) for i in range(12)])
    add(
        f"a table by csv, {dialect}",
        files,
        ordered,
        training=(own[:6], classes[:6]),
        validation=(own[6:9], classes[6:9]),
        test=(own[9:], classes[9:]),
    )

print(json.dumps({"version": numpy.__version__, "sets": sets}))
