# exit: 1
def total(prices):
    amount = 0
    for price in prices:
        amount += pirce
    return amount


total([1, 2])
