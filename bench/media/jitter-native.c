/* Native jitter buffers beside ours. Two modes: "cost N" prints ns per put and get for N packets of normal jitter (5 ms); "play" reads
 * a trace (a line "n packet_ms", then "send delay" in order sent, -1 lost) and prints "delay unplayed concealed". */
#include <math.h>
#include <speex/speex_jitter.h>
#ifdef WITH_RE
#include <re/re.h>
#endif
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

struct arrival {
  double at;
  int index;
};

static int by_time(const void *a, const void *b) {
  const struct arrival *x = a, *y = b;
  if (x->at != y->at) return x->at < y->at ? -1 : 1;
  return x->index - y->index;
}

static double uniform(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) / 16777216.0;
}

static int cost(int n) {
  struct arrival *arrivals = malloc(n * sizeof *arrivals);
  uint32_t state = 1;
  for (int i = 0; i < n; i++) {
    double u = uniform(&state) + 1e-9, v = uniform(&state);
    arrivals[i].at = i * 20 + 50 + 5 * sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
    arrivals[i].index = i;
  }
  qsort(arrivals, n, sizeof *arrivals, by_time);
  JitterBuffer *jitter = jitter_buffer_init(160);
  char data[160] = {0}, out[320];
  int next = 0;
  long sum = 0;
  double start = now_ns();
  for (int k = 0; k < n; k++) {
    double now = k * 20 + 50;
    for (; next < n && arrivals[next].at <= now; next++) {
      JitterBufferPacket in = {data, 160, arrivals[next].index * 160u, 160, (uint16_t)arrivals[next].index, 0};
      jitter_buffer_put(jitter, &in);
    }
    JitterBufferPacket got = {out, sizeof out, 0, 0, 0, 0};
    spx_int32_t offset;
    sum += jitter_buffer_get(jitter, &got, 160, &offset);
    jitter_buffer_tick(jitter);
  }
  printf("%.2f\n", (now_ns() - start) / n);
  return sum == -1;
}

#ifdef WITH_RE
/* libre's buffer, fixed, keeps references: ten packets deep at most, three at least, as in a phone. */
static int cost_re(int n) {
  struct arrival *arrivals = malloc(n * sizeof *arrivals);
  uint32_t state = 1;
  for (int i = 0; i < n; i++) {
    double u = uniform(&state) + 1e-9, v = uniform(&state);
    arrivals[i].at = i * 20 + 50 + 5 * sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
    arrivals[i].index = i;
  }
  qsort(arrivals, n, sizeof *arrivals, by_time);
  struct jbuf *jb = NULL;
  if (jbuf_alloc(&jb, 3, 10)) return 1;
  void *mem = mem_alloc(160, NULL);
  int next = 0;
  double start = now_ns();
  for (int k = 0; k < n; k++) {
    double now = k * 20 + 50;
    for (; next < n && arrivals[next].at <= now; next++) {
      struct rtp_header hdr = {0};
      hdr.seq = (uint16_t)arrivals[next].index;
      hdr.ts = arrivals[next].index * 160u;
      jbuf_put(jb, &hdr, mem);
    }
    struct rtp_header got;
    void *out = NULL;
    if (jbuf_get(jb, &got, &out) == 0) mem_deref(out);
  }
  printf("%.2f\n", (now_ns() - start) / n);
  return 0;
}
#endif

static int play(void) {
  int n;
  double packet_ms;
  if (scanf("%d %lf", &n, &packet_ms) != 2) return 1;
  double *send = malloc(n * sizeof *send), *delay = malloc(n * sizeof *delay), least = 1e18;
  struct arrival *arrivals = malloc(n * sizeof *arrivals);
  int count = 0;
  for (int i = 0; i < n; i++) {
    if (scanf("%lf %lf", &send[i], &delay[i]) != 2) return 1;
    if (delay[i] < 0) continue;
    if (delay[i] < least) least = delay[i];
    arrivals[count].at = send[i] + delay[i];
    arrivals[count++].index = i;
  }
  qsort(arrivals, count, sizeof *arrivals, by_time);
  int span = (int)(packet_ms * 8 + 0.5);
  JitterBuffer *jitter = jitter_buffer_init(span);
  char *data = calloc(span, 1), *out = malloc(4096);
  int next = 0, played = 0;
  long concealed = 0;
  double sum = 0;
  int started = 0;
  for (double now = send[0] + least; next < count || now < send[n - 1] + least + packet_ms; now += packet_ms) {
    for (; next < count && arrivals[next].at <= now; next++) {
      int i = arrivals[next].index;
      uint32_t stamp = (uint32_t)((send[i] - send[0]) * 8 + 0.5);
      JitterBufferPacket in = {data, (spx_uint32_t)span, stamp, (spx_uint32_t)span, (uint16_t)i, (spx_uint32_t)i};
      jitter_buffer_put(jitter, &in);
    }
    JitterBufferPacket got = {out, 4096, 0, 0, 0, 0};
    spx_int32_t offset;
    int result = jitter_buffer_get(jitter, &got, span, &offset);
    if (result == JITTER_BUFFER_OK) {
      started = 1;
      played++;
      sum += now + offset / 8.0 - (got.timestamp / 8.0 + send[0]) - least;
    } else if (started)
      concealed++;
    jitter_buffer_tick(jitter);
  }
  printf("%.6f %.8f %.8f\n", played ? sum / played : 0, 1 - (double)played / n, (double)concealed * packet_ms / (n * packet_ms));
  return 0;
}

int main(int argc, char **argv) {
  if (argc > 2 && strcmp(argv[1], "cost") == 0) return cost(atoi(argv[2]));
#ifdef WITH_RE
  if (argc > 2 && strcmp(argv[1], "cost-re") == 0) return cost_re(atoi(argv[2]));
#endif
  return play();
}
