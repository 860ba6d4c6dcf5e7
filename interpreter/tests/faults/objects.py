class Node:
    def __init__(self, n, kids=()):
        self.n = n
        self.kids = list(kids)

    def __del__(self):
        deaths.append(self.n)


def chain(n):
    node = Node(0)
    for i in range(n):
        node = Node(i, [node, Node(i + 10)])
    return node


deaths = []
node = chain(4)
other = node.kids[0]
node.kids[0], node.n = node.kids[1], [node.n]
table = {n: chain(n) for n in range(3)}
del table[1]
print(other.n, len(deaths), [f(2) for f in (lambda x: x + other.n, len([1]).__add__)])
