# exit: 1
class Person:
    def __init__(self, name):
        self.first_name = name

    def greet(self):
        return "hello " + self.frist_name


Person("Ada").greet()
