# exit: 1
people = [("Ada", 36), ("Bob", None), ("Cyd", 20)]
people.sort(key=lambda person: person[1] + 0)
