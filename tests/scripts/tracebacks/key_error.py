# exit: 1
prices = {"apple": 3, "fig": 5}
order = ["apple", "pear"]
print(sum(prices[name] for name in order))
