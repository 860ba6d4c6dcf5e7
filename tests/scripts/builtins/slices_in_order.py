# Slices are compared as tuples of start, stop and step.


def tell(left, right):
    answers = []
    for compare in (
        lambda: left < right,
        lambda: left <= right,
        lambda: left > right,
        lambda: left >= right,
        lambda: left == right,
        lambda: left != right,
    ):
        try:
            answers.append(compare())
        except TypeError as error:
            answers.append(str(error))
    print(left, right, answers)


tell(slice(1, 2, 3), slice(1, 2, 4))
tell(slice(1), slice(2))
tell(slice(None), slice(None))
tell(slice(1, 2), slice(1, 3))
tell(slice("a", "b", 1), slice("a", "c", 0))
tell(slice(1, 5, None), slice(1, None, 5))
tell(slice(1, 2, 3), (1, 2, 3))
tell(slice(1), 1)
print(sorted([slice(3, 1, 1), slice(1, 9, 1), slice(1, 2, 1)]))
print(max(slice(0, 1, 2), slice(0, 2, 1)))


class Place:
    def __init__(self, at):
        self.at = at

    def __eq__(self, other):
        return self.at == other.at

    def __lt__(self, other):
        return self.at < other.at

    def __repr__(self):
        return f"Place({self.at})"


print(slice(Place(1), 2, 3) == slice(Place(1), 2, 3), slice(Place(1), 2, 3) < slice(Place(2), 0, 0))
print(slice(Place(1), 2, 3) != slice(Place(3), 2, 3), slice(Place(1)).__eq__(slice(Place(1))))
