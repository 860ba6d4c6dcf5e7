# exit: 1
for i range(3):
    pass
