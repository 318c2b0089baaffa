using Gmlm.Padir.Runtime;
using Gmlm.Reproduce.Claims.Inference;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Gmlm.Theory.Chains;
using Gmlm.Theory.Distributions;
using Gmlm.Theory.Random;
using TorchSharp;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Inference;

/// <summary>One parallel step of a Transformer: of product form, and trainable to it.</summary>
public sealed class ProductTests
{
    private static readonly ExperimentResult Transition;
    private static readonly ExperimentResult Universal;

    [Fact]
    public void Claims_hold_and_controls_are_caught() => Assert.All([Transition, Universal], result =>
    {
        var verdict = Assert.Single(result.Verdicts);
        Assert.Equal(("", Verdict.Holds), (verdict.Reason, verdict.Verdict));
        Assert.Equal(Verdict.Violated, verdict.Control!.Verdict);
        Assert.Empty(verdict.Uncontrolled);
        Assert.Distinct(result.Metrics.Select(metric => metric.Name));
    });

    [Fact]
    public void Steps_that_see_their_own_draws_are_dependent()
    {
        Assert.InRange(Value(Transition, "tc.decoder"), -1e-12, 1e-6);
        Assert.InRange(Value(Transition, "tc.block-gibbs"), 0.1, Math.Log(2));
        Assert.InRange(Value(Transition, "tc.written-at-once.least"), 1e-4, 1);
        Assert.InRange(Value(Transition, "dependence.least"), 0.01, 1);
    }

    [Fact]
    public void A_target_that_is_no_product_is_missed_by_what_its_marginals_miss()
    {
        // Cross-entropy leads to the product of the marginals, here uniform: TV = tanh(J) / 2.
        Assert.Equal(Math.Tanh(1) / 2, Value(Universal, "tv.pair"), 1e-3);
        Assert.InRange(Value(Universal, "floor.pair"), 0.1, Math.Tanh(1) / 2);
        Assert.Equal(double.PositiveInfinity, Value(Universal, "steps.pair"));
        Assert.InRange(Value(Universal, "steps.mixed.n3"), KernelFit.Every, 140);
    }

    [Fact]
    public void What_ran_before_changes_nothing()
    {
        torch.random.manual_seed(12345);
        var threads = torch.get_num_threads();
        Assert.Equal(Transition.Metrics, Run(new ProductTransition(), 7).Metrics);
        Assert.Equal(threads, torch.get_num_threads());
        Assert.NotEqual(Transition.Metrics, Run(new ProductTransition(), 8).Metrics);
    }

    [Fact]
    public void Enumerated_law_of_block_Gibbs_is_the_distribution()
    {
        var truth = new Ising([0.3, -0.2, 0.5], new[,] { { 0, 0.7, -0.4 }, { 0.7, 0, 0.2 }, { -0.4, 0.2, 0 } }).Distribution();
        Assert.All(StepKernel.Of(new WholeBlockGibbs(truth, new RandomStream(1))), row => Assert.InRange(Divergences.TotalVariation(row, truth), 0, 1e-14));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_step_that_runs_has_the_enumerated_law(bool atOnce)
    {
        using var decoder = new SymbolDecoder(new StateSpace(3, 2), 8, seed: 4);
        var step = new DecoderStep(decoder, [1, 2], atOnce, seed: 5);
        var counts = new double[9];
        foreach (var next in step.Draw(5, 40_000))
        {
            counts[next]++;
        }

        // Expected TV of the empirical law is below ½ √(9 / 40,000) = 0.0075.
        Assert.InRange(Divergences.TotalVariation(FiniteDistribution.FromWeights(decoder.Space, counts), StepKernel.Of(step)[5]), 0, 0.02);
    }

    [Fact]
    public void Sampling_alone_catches_a_dependence()
    {
        // Enumerated wrongly as independent, drawn together.
        var check = new ProductFormCheck(4_000, 4);
        var parts = new MarginParts(0, "none");
        check.Compare(new Pretending(Ising.Clique(2, 2, 0.2, 0).Distribution()), [0], parts, "pretending");
        Assert.Equal(Verdict.Holds, parts.Outcome("enumerated").Verdict);
        Assert.Equal(Verdict.Violated, parts.Outcome("sampled").Verdict);
        Assert.Equal(Verdict.Violated, parts.Outcome("sampled-law").Verdict);
    }

    /// <summary>
    /// The bounds of the sampled comparisons are quantiles of χ² with the degrees of freedom of independence, (q^N − 1) − N (q − 1), and of
    /// agreement with a law, q^N − 1.
    /// </summary>
    [Fact]
    public void Sampled_comparisons_have_their_degrees_of_freedom()
    {
        const int draws = 4_000, tests = 5;
        var law = Ising.Clique(2, 2, 0.2, 0).Distribution();
        var step = new WholeBlockGibbs(law, new RandomStream(3));
        var counts = new double[4];
        foreach (var next in new WholeBlockGibbs(law, new RandomStream(3)).Draw(0, draws))
        {
            counts[next]++;
        }

        var parts = new MarginParts(0, "none");
        new ProductFormCheck(draws, tests).Compare(step, [0], parts, "pair");
        var drawn = FiniteDistribution.FromWeights(law.Space, counts);
        Assert.Equal(Largest(1) - Divergences.TotalCorrelation(drawn), parts.Outcome("sampled").WorstMargin, 1e-12);
        Assert.Equal(Largest(3) - Divergences.KullbackLeibler(drawn, law), parts.Outcome("sampled-law").WorstMargin, 1e-12);

        static double Largest(int degrees) =>
            MathNet.Numerics.Distributions.ChiSquared.InvCDF(degrees, 1 - (ProductFormCheck.FalseAlarm / (2 * tests))) / (2 * draws);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Positions_of_a_constant_sequence_are_told_apart_by_its_end_mark_alone(bool marked)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        using var decoder = new SymbolDecoder(new StateSpace(2, 4), 16, seed: 2, marked);
        var logs = decoder.LogProbabilities([0], [0, 15]); // (2, 4, 2)
        var spread = (logs - logs.narrow(1, 0, 1)).abs().amax(0, 1, 2).item<float>();
        Assert.Equal(marked, spread > 1e-4);
    }

    [Fact]
    public void An_interruption_stops_the_training() => Assert.Throws<OperationCanceledException>(() => KernelFit.Train(
        new StateSpace(2, 2), ParallelKernel.Of(Ising.Clique(2, 2, 1, 0).Distribution()), 1000, 1, _ => throw new OperationCanceledException()));

    [Fact]
    [Trait("Category", "Slow")]
    public void Sampled_comparisons_hold_for_any_seed()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            Assert.Equal(Verdict.Holds, Run(new ProductTransition(), seed).Verdicts[0].Verdict);
        }
    }

    // The tests here use torch by themselves, so it has to be made loadable before any of them.
    static ProductTests()
    {
        TorchLibrary.EnsureLoadable();
        (Transition, Universal) = (Run(new ProductTransition(), 7), Run(new ProductUniversal(), 7));
    }

    private static double Value(ExperimentResult result, string name) => result.Metrics.Single(metric => metric.Name == name).Value;

    private static ExperimentResult Run(Experiment experiment, ulong seed) =>
        experiment.Execute(new ExperimentContext(Profile.Smoke, seed, new Progress<double>(), TestContext.Current.CancellationToken, NoInputs.Store));

    private sealed class Pretending(FiniteDistribution distribution) : ISequenceStep
    {
        public StateSpace Space => distribution.Space;

        public double[][] SymbolProbabilities(int position, IReadOnlyList<(int Previous, int Drawn)> nodes) => [.. nodes.Select(_ => new[] { 0.5, 0.5 })];

        public int[] Draw(int previous, int count) => new WholeBlockGibbs(distribution, new RandomStream(3)).Draw(previous, count);
    }
}
