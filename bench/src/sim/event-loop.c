// M/M/100 + M with an event list: what sim/bare-loop.ts is, in C. Prints the outcome of a contestant as JSON.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { AGENTS = 100, CAPACITY = 1 << 16 };
static const double MEAN_GAP = 3600.0 / 1900, MEAN_HANDLING = 180, MEAN_PATIENCE = 360;

// xoshiro256+, D. Blackman & S. Vigna 2018.
static uint64_t s[4] = {1, 2, 3, 4};
static inline double uniform(void) {
  const uint64_t result = s[0] + s[3], t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = (s[3] << 45) | (s[3] >> 19);
  return ((double)(result >> 12) + 0.5) * 0x1p-52;
}
static inline double exponential(double mean) { return -mean * log(uniform()); }

// What: -1 an arrival, -2 an agent becomes free, otherwise the caller who loses patience.
typedef struct { double time; int32_t what; } Event;
static Event heap[CAPACITY];
static int size = 0;

static inline void push(double time, int32_t what) {
  int at = size++;
  while (at > 0) {
    const int up = (at - 1) >> 1;
    if (heap[up].time <= time) break;
    heap[at] = heap[up];
    at = up;
  }
  heap[at] = (Event){time, what};
}

static inline void pop(void) {
  const Event last = heap[--size];
  int at = 0;
  for (;;) {
    int child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && heap[child + 1].time < heap[child].time) child++;
    if (heap[child].time >= last.time) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = last;
}

static double arrived[CAPACITY];
static uint8_t waits[CAPACITY];

int main(int count, char **arguments) {
  const int64_t calls = count > 1 ? atoll(arguments[1]) : 1000000;
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  int64_t offered = 0, abandoned = 0, head = 0, tail = 0;
  int busy = 0;
  double wait = 0, busySince = 0, busyTime = 0, now = 0;
  push(exponential(MEAN_GAP), -1);
  while (size > 0) {
    now = heap[0].time;
    const int32_t what = heap[0].what;
    pop();
    if (what == -1) {
      if (++offered < calls) push(now + exponential(MEAN_GAP), -1);
      if (busy < AGENTS) {
        busyTime += busy * (now - busySince);
        busySince = now;
        busy++;
        push(now + exponential(MEAN_HANDLING), -2);
      } else {
        const int32_t caller = tail++ & (CAPACITY - 1);
        arrived[caller] = now;
        waits[caller] = 1;
        push(now + exponential(MEAN_PATIENCE), caller);
      }
    } else if (what == -2) {
      while (head < tail && !waits[head & (CAPACITY - 1)]) head++;
      if (head < tail) {
        const int32_t caller = head++ & (CAPACITY - 1);
        waits[caller] = 0;
        wait += now - arrived[caller];
        push(now + exponential(MEAN_HANDLING), -2);
      } else {
        busyTime += busy * (now - busySince);
        busySince = now;
        busy--;
      }
    } else if (waits[what]) {
      waits[what] = 0;
      abandoned++;
      wait += now - arrived[what];
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &to);
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"work\":%lld,\"seconds\":%.6f,\"peakBytes\":%lld,\"results\":{\"abandonment\":%.6f,\"meanWaitS\":%.5f,\"occupancy\":%.6f}}",
         (long long)offered, (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec),
         (long long)usage.ru_maxrss * 1024, (double)abandoned / (double)offered, wait / (double)offered,
         busyTime / (AGENTS * now));
  return 0;
}
