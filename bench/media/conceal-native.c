/* spandsp's packet-loss concealment (after ITU-T G.711 Appendix I) beside ours: raw 16-bit samples in, a byte a frame that says
 * whether it was lost, raw samples out: conceal-native SAMPLES LOST FRAME OUT. */
#include <spandsp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *whole(const char *path, long *bytes) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  *bytes = ftell(file);
  rewind(file);
  char *content = malloc((size_t)*bytes);
  if (fread(content, 1, (size_t)*bytes, file) != (size_t)*bytes) return NULL;
  fclose(file);
  return content;
}

int main(int argc, char **argv) {
  if (argc < 5) return 1;
  long bytes, frames;
  int16_t *samples = (int16_t *)whole(argv[1], &bytes);
  char *lost = whole(argv[2], &frames);
  int frame = atoi(argv[3]);
  if (!samples || !lost) return 1;
  plc_state_t *state = plc_init(NULL);
  for (long i = 0; i < frames && (i + 1) * frame * 2 <= bytes; i++) {
    if (lost[i]) plc_fillin(state, samples + i * frame, frame);
    else plc_rx(state, samples + i * frame, frame);
  }
  FILE *out = fopen(argv[4], "wb");
  if (!out) return 1;
  fwrite(samples, 1, (size_t)bytes, out);
  fclose(out);
  return 0;
}
