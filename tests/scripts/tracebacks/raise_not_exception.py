# exit: 1
raise "a string is no exception"
