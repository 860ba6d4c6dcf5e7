# exit: 1
if True && False:
    pass
