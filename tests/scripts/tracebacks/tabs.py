# exit: 1
def indented(x):
	if x:
		return x.missing + 1


indented(5)
