# exit: 1
import threading

threading.thread(target=print)
