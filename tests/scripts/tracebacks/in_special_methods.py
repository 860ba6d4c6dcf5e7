# exit: 1
class Table:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, index):
        return self.rows[index]

    def __iter__(self):
        for row in self.rows:
            yield row.upper()

    def __len__(self):
        return len(self.rows)


table = Table(["a", 5])
print(table[0], len(table))
for row in table:
    print(row)
