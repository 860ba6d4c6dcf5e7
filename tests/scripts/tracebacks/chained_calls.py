# exit: 1
class Query:
    def __init__(self):
        self.steps = []

    def add(self, step):
        self.steps.append(step)
        return self

    def run(self):
        return [step() for step in self.steps]


Query().add(lambda: 1).add(lambda: "x" + 1).run()
