// libtorch spreads each operator over all cores by itself, and some tests count live native tensors: one test at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
