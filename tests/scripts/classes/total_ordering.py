import functools


@functools.total_ordering
class Card:
    def __init__(self, rank):
        self.rank = rank

    def __eq__(self, other):
        return self.rank == other.rank

    def __lt__(self, other):
        return self.rank < other.rank


print(
    Card(1) <= Card(2),
    Card(2) >= Card(2),
    Card(3) > Card(1),
    Card(1) != Card(1),
    Card(2) <= Card(1),
)
print(
    [card.rank for card in sorted([Card(3), Card(1), Card(2)], reverse=True)],
    max(Card(4), Card(9)).rank,
)
