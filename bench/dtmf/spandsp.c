// spandsp's DTMF receiver over a file of raw 16-bit samples at 8 kHz, 160 at a time: nanoseconds per sample, digits.
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

int main(int argc, char **argv) {
  FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
  if (!file) return 1;
  fseek(file, 0, SEEK_END);
  long count = ftell(file) / 2;
  rewind(file);
  int16_t *samples = malloc(2 * (size_t)count);
  if (!samples || fread(samples, 2, (size_t)count, file) != (size_t)count) return 1;
  double best = 1e18;
  long digits = 0;
  for (int turn = 0; turn < atoi(argv[2]); turn++) {
    dtmf_rx_state_t *receiver = dtmf_rx_init(NULL, NULL, NULL);
    char heard[128];
    digits = 0;
    double from = now();
    for (long at = 0; at + 160 <= count; at += 160) {
      dtmf_rx(receiver, samples + at, 160);
      digits += (long)dtmf_rx_get(receiver, heard, 127);
    }
    double took = (now() - from) / (double)count;
    if (took < best) best = took;
    dtmf_rx_free(receiver);
  }
  printf("{\"ns\":%.4f,\"digits\":%ld}\n", best, digits);
  return 0;
}
