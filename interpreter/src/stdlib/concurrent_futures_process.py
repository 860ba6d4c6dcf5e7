# `concurrent.futures.process`

from concurrent.futures import BrokenProcessPool, ProcessPoolExecutor
