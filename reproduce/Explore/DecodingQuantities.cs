using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Explore;

/// <summary>What a model says to a decoder that writes several positions in a step.</summary>
/// <param name="DualTotalCorrelation">H(p) − Σ_i H(X_i given all others), nats.</param>
/// <param name="InformationCurve">h_1, …, h_N, nats: see <see cref="Gmlm.Theory.Information.InformationCurve"/>.</param>
/// <param name="OptimalSchedule">For S = 1 … N the sizes of the least loss in random order, and that loss in nats.</param>
public sealed record DecodingQuantities(
    double DualTotalCorrelation, IReadOnlyList<double> InformationCurve, IReadOnlyList<(int[] Sizes, double Loss)> OptimalSchedule)
{
    /// <summary>From the curve of a model.</summary>
    public static DecodingQuantities Of(InformationCurve curve) => new(
        Math.Max(0, curve.DualTotalCorrelation),
        [.. Enumerable.Range(1, curve.Length).Select(rank => Math.Max(0, curve[rank]))],
        [.. curve.Optima().Select(sizes => (sizes, Math.Max(0, curve.Loss(sizes))))]);
}
