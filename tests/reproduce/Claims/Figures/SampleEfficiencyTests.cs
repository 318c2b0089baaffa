using Gmlm.Reproduce.Claims.Figures;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Harness;
using Gmlm.Theory.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Figures;

public sealed class SampleEfficiencyTests
{
    private static readonly IProgress<double> Silent = new Progress();

    public static TheoryData<Experiment> Figures => [new Figure1(), new Figure2()];

    [Theory]
    [MemberData(nameof(Figures))]
    public void SmokeRunDecidesEveryClaim(Experiment figure)
    {
        var result = figure.Execute(new ExperimentContext(Profile.Smoke, 7, Silent, TestContext.Current.CancellationToken, NoInputs.Store));
        Assert.Equal(figure.Claims.Select(claim => claim.Id), result.Verdicts.Select(verdict => verdict.Claim));
        Assert.All(result.Verdicts, verdict =>
        {
            Assert.True(verdict.Verdict == Verdict.Holds, $"{verdict}");
            Assert.Equal(Verdict.Violated, verdict.Control!.Verdict);
            Assert.Empty(verdict.Uncontrolled);
        });
        Assert.Equal(result.Metrics.Count, result.Metrics.Select(metric => metric.Name).Distinct().Count());
        Assert.Equal(14, result.Series.Count);
        Assert.All(result.Series, series => Assert.Equal([100.0, 400, 1600, 6400], series.Points.Select(point => point.X)));
        Assert.All(result.Series.Where(series => series.Group == "simulated"), series => Assert.All(series.Points, point => Assert.True(point.Error > 0)));
    }

    [Fact]
    public void TracesAreTheReferenceOfFigure1()
    {
        var result = new Figure1().Execute(new ExperimentContext(Profile.Smoke, 1, Silent, TestContext.Current.CancellationToken, NoInputs.Store));
        double[] reference = [28.26, 15.34, 11.45, 10.11];
        for (var k = 1; k <= 4; k++)
        {
            Assert.Equal(reference[k - 1], result.Metrics.Single(metric => metric.Name == $"trace-gamma.k{k}").Value, 1e-2);
        }
    }

    [Fact]
    public void SchedulingDoesNotChangeTheErrors()
    {
        double[] Errors(ulong seed)
        {
            var context = new ExperimentContext(Profile.Smoke, seed, Silent, TestContext.Current.CancellationToken, NoInputs.Store);
            var runs = SampleEfficiencyRuns.Execute(context, "test", Ising.Clique(3, 3, 0.3, 0), [200, 400], 25);
            return [.. runs.Pairs(2, 1), .. runs.AllMasks(1, 0)];
        }

        Assert.Equal(Errors(5), Errors(5));
        Assert.NotEqual(Errors(5), Errors(6));
    }

    [Fact]
    public void AnInterruptionStopsTheRun() =>
        Assert.Throws<OperationCanceledException>(() => new Figure1().Execute(new ExperimentContext(Profile.Standard, 1, Silent, new CancellationToken(canceled: true), NoInputs.Store)));

    [Theory]
    [InlineData(20.4832, 1.960)] // the 97.5 % point of χ² with 10 degrees of freedom
    [InlineData(3.2470, -1.960)] // the 2.5 % point
    [InlineData(29.5883, 3.090)] // the 99.9 % point
    public void DeviateOfOneParameterIsThatOfChiSquare(double sum, double expected)
    {
        // d = 1, Γ = 2, n = 50: ten errors whose sum is `sum` · Γ / n.
        var band = AsymptoticBand.Of(Matrix<double>.Build.Dense(1, 1, 2));
        Assert.Equal(expected, band.Deviate([.. Enumerable.Repeat(sum / 10 * 2 / 50, 10)], 50, 0), 0.02);
    }

    [Fact]
    public void AllowanceForgivesThatMuchAndNoMore()
    {
        var band = AsymptoticBand.Of(Matrix<double>.Build.DenseIdentity(4));
        double[] Errors(double relative) => [.. Enumerable.Repeat((1 + relative) / 100, 1000)];
        Assert.Equal(band.Deviate(Errors(0), 100, 0), band.Deviate(Errors(0.05), 100, 0.05), 1e-9);
        Assert.Equal(band.Deviate(Errors(0.05), 100, 0), band.Deviate(Errors(0.10), 100, 0.05), 1e-9);
        Assert.Equal(band.Deviate(Errors(-0.05), 100, 0), band.Deviate(Errors(-0.10), 100, 0.05), 1e-9);
    }

    private sealed class Progress : IProgress<double>
    {
        public void Report(double value) => Assert.InRange(value, 0, 1);
    }
}
