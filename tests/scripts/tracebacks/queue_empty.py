# exit: 1
import queue

queue.Queue().get(block=False)
