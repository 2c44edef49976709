// spandsp's DTMF receiver over a file of raw 16-bit samples at 8 kHz, 160 at a time: nanoseconds per sample, digits.
// The median of the turns of so many seconds, after as many that do not count, as for all others.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <spandsp.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  double difference = *(const double *)a - *(const double *)b;
  return (difference > 0) - (difference < 0);
}

static double turn(const int16_t *samples, long count, long *digits) {
  dtmf_rx_state_t *receiver = dtmf_rx_init(NULL, NULL, NULL);
  char heard[128];
  *digits = 0;
  double from = now();
  for (long at = 0; at + 160 <= count; at += 160) {
    dtmf_rx(receiver, samples + at, 160);
    *digits += (long)dtmf_rx_get(receiver, heard, 127);
  }
  double took = now() - from;
  dtmf_rx_free(receiver);
  return took;
}

/* Nanoseconds of the median turn of `seconds`. */
static double turns_of(const int16_t *samples, long count, double seconds, long *digits) {
  static double took[100000];
  size_t turns = 0;
  double end = now() + 1e9 * seconds;
  do took[turns++] = turn(samples, count, digits);
  while (now() < end && turns < sizeof took / sizeof *took);
  qsort(took, turns, sizeof *took, ascending);
  return took[turns / 2];
}

int main(int argc, char **argv) {
  FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
  if (!file) return 1;
  fseek(file, 0, SEEK_END);
  long count = ftell(file) / 2;
  rewind(file);
  int16_t *samples = malloc(2 * (size_t)count);
  if (!samples || fread(samples, 2, (size_t)count, file) != (size_t)count) return 1;
  long digits = 0;
  turns_of(samples, count, atof(argv[2]), &digits);
  double median = turns_of(samples, count, atof(argv[2]), &digits);
  printf("{\"ns\":%.4f,\"digits\":%ld}\n", median / (double)count, digits);
  return 0;
}
