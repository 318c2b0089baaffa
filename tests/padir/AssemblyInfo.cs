// Tests run one at a time: libtorch uses all cores for each operator, and some tests count the live native tensors.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
