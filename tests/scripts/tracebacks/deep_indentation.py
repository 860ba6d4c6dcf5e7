# exit: 1
def run():
    for i in range(3):
        if i:
            while True:
                if True:
                    values = [i, 0]; print(values[0] / values[1])


run()
