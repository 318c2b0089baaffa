using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>How the headline PaDIR systems decode: one choice for all step counts.</summary>
internal static class HeadlineDecoding
{
    /// <summary>The step counts of the tables.</summary>
    public static IReadOnlyList<int> Steps { get; } = [1, 2, 4, 6, 10];

    /// <summary>The loop in so many iterations: the least confident words are undone on a linear schedule (Mask-Predict), of three lengths the best by mean log-probability is taken.</summary>
    public static DecodingOptions Loop(int iterations, PadirConfig config) => new()
    {
        Iterations = iterations,
        Input = config.Corruption.Input,
        Rejecter = new LinearSchedule(),
        Update = UpdateScheme.Rejected,
        TopKLengths = 3,
        BrevityAlpha = 1,
    };
}
