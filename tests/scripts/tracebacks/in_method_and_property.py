# exit: 1
class Account:
    def __init__(self, balance):
        self.balance = balance

    @property
    def rate(self):
        return 100 / self.balance

    def __add__(self, other):
        return Account(self.balance + other.rate)


print((Account(5) + Account(10)).balance)
Account(5) + Account(0)
