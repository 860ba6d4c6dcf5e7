# exit: 1
class Bank:
    class Overdrawn(ValueError):
        """Named with the class around it."""


raise Bank.Overdrawn("by 5")
