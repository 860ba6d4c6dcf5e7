# exit: 1
error = ValueError("with a note")
error.add_note("seen while reading line 7")
error.add_note("try again later")
raise error
