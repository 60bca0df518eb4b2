# How smooth a curve through R's own data should be, by leave-one-out error.
#
#     hyperlens run examples/programs/smooth.R
#
# @study smooth minimize error  trials=20 seed=3

span <- 0.9  # @tune uniform(0.3, 1)
degree <- 1L  # @tune int(0, 2)
family <- "gaussian"  # @tune choice("gaussian", "symmetric")

errors <- sapply(2:(nrow(cars) - 1), function(left.out) {
  fit <- loess(dist ~ speed, cars[-left.out, ], span = span, degree = degree, family = family,
               control = loess.control(surface = "direct"))
  predict(fit, cars[left.out, ]) - cars$dist[left.out]
})
cat(sprintf("error=%.6f\n", sqrt(mean(errors^2))))
