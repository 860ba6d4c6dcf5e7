"""Making, listing and removing files and folders."""

import os
from os import path

TOP = "folders.tmp"
os.mkdir(TOP)
os.makedirs(TOP + "/e/f/g")
os.makedirs(TOP + "/e/f/g", exist_ok=True)
d = path.join(TOP, "d")
os.mkdir(d)
open(path.join(d, "x.txt"), "w").close()
with open(path.join(d, "y.txt"), "w") as f:
    f.write("hello")
print(sorted(os.listdir(d)), sorted(os.listdir(TOP)), path.exists(d), path.isdir(d), path.isfile(d))
print(path.isfile(d + "/x.txt"), path.getsize(d + "/y.txt"), path.exists(d + "/nope"), path.isdir(d + "/x.txt"))
os.rename(d + "/x.txt", d + "/z.txt")
os.replace(d + "/z.txt", d + "/y.txt")
print(sorted(os.listdir(d)), path.getsize(d + "/y.txt"))
for use in [
    lambda: os.listdir("nope"), lambda: os.remove("nope"), lambda: os.mkdir(d), lambda: os.rmdir(TOP),
    lambda: os.rename("nope", "x"), lambda: os.makedirs(d), lambda: path.getsize("nope"),
    lambda: os.listdir(d + "/y.txt"), lambda: os.remove(d), lambda: os.mkdir("q/r/s"), lambda: os.rmdir(d + "/y.txt"),
]:
    try:
        print(use())
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.filename)
os.unlink(d + "/y.txt")
os.rmdir(d)
print(path.exists(d))
for name in ["e/f/g", "e/f", "e"]:
    os.rmdir(path.join(TOP, name))
os.rmdir(TOP)
print(path.exists(TOP))
