// How far a relaxation step should reach: the fewest sweeps that solve a Laplace equation on a grid. A compiled program:
// each trial compiles its own copy, with its own value, into the folder of the trial.
//
//     hyperlens run examples/programs/relax.c
//
// @study relax minimize sweeps  trials=20 seed=1 run="cc -O2 -o {folder}/relax {file} -lm && {folder}/relax"

#include <math.h>
#include <stdio.h>

enum { SIZE = 40, MOST = 20000 };

int main(void) {
  const double omega = 1.0; // @tune uniform(0.5, 1.99)
  const int order = 0;      // @tune choice(0, 1)

  static double grid[SIZE][SIZE];
  for (int i = 0; i < SIZE; i++) grid[i][0] = 1; // one warm edge
  int sweeps = 0;
  for (double change = 1; change > 1e-6 && sweeps < MOST; sweeps++) {
    change = 0;
    for (int colour = 0; colour <= order; colour++) {
      for (int i = 1; i < SIZE - 1; i++) {
        for (int j = 1; j < SIZE - 1; j++) {
          if (order == 1 && (i + j) % 2 != colour) continue;
          double step = omega * ((grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]) / 4 - grid[i][j]);
          grid[i][j] += step;
          change = fmax(change, fabs(step));
        }
      }
    }
  }
  printf("sweeps=%d\n", sweeps);
}
