import threading

import jobs

threads = [threading.Thread(target=jobs.work, args=(n,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(jobs.done), jobs.done is jobs.results(), len(jobs.done))


def main():
    print("the main function of", __name__)


if __name__ == "__main__":
    main()
