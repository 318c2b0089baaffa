using Gmlm.Theory.Information;

namespace Gmlm.Reproduce.Explore;

/// <summary>tr Γ_k for every k.</summary>
internal static class Traces
{
    /// <summary>The largest number of positions. The work is 4^N d² for all k together, some seconds at 11 positions.</summary>
    public const int MaxLength = 11;

    private const string Singular =
        "the information matrix is singular, or the trace infinite, in double precision: some parameter leaves no trace in the data";

    public static double?[] Of(Ising model, LeftOut leftOut, CancellationToken cancellation)
    {
        var traces = new double?[model.Length];
        if (model.Length > MaxLength)
        {
            leftOut.Add("traceAsymptoticCovariance", TooLong(model.Length));
            return traces;
        }

        Parallel.For(0, model.Length, new ParallelOptions { CancellationToken = cancellation }, index =>
        {
            var trace = ModeCoordinates.Trace(model, MaskDistribution.UniformOfSize(model.Length, index + 1));
            traces[index] = trace is { } value && double.IsFinite(value) ? value : null;
        });
        for (var size = 1; size <= model.Length; size++)
        {
            if (traces[size - 1] is null)
            {
                leftOut.Add("traceAsymptoticCovariance", size, Singular);
            }
        }

        return traces;
    }

    public static string TooLong(int length) =>
        $"the covariance of {length + (length * (length - 1) / 2)} parameters is enumerated up to {MaxLength} positions only";
}
