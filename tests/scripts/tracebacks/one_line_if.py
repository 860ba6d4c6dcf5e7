# exit: 1
flag = True
if flag: result = undefined_thing + 1
