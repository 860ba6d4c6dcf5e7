# exit: 1
class Engine:
    def __init__(self):
        self.power = 100


class Car:
    def __init__(self):
        self.engine = Engine()
        self.wheels = None


car = Car()
print(car.engine.power + car.wheels.count)
