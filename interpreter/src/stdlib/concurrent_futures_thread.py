# `concurrent.futures.thread`

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import _BrokenThreadPool as BrokenThreadPool
