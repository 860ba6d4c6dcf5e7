# exit: 1
values = {"a": 1}
message = "the first part of a rather long line " + str(values["a"]) + " and then the second part " + str(values["zzz"]) + " and the end"
