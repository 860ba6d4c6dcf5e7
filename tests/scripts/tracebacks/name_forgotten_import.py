# exit: 1
start = 1
elapsed = time.time() - start
