# An import inside a function that is never called needs no module.
import sys


def plot(points):
    import matplotlib.pyplot as plt

    plt.plot(points)


def fetch(url):
    from urllib.request import urlopen

    return urlopen(url).read()


class Later:
    def draw(self):
        import tkinter

        return tkinter.Tk()


if "--plot" in sys.argv:
    plot([1, 2])
print(plot.__name__, fetch.__name__, Later.__name__)
print("done")
