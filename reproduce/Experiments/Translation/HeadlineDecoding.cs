using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Reproduce.Experiments.Translation;

/// <summary>How the headline PaDIR systems decode: one choice for all step counts.</summary>
internal static class HeadlineDecoding
{
    /// <summary>The step counts of the tables.</summary>
    public static IReadOnlyList<int> Steps { get; } = [1, 2, 4, 6, 10];

    /// <summary>The loop in so many iterations: the least confident words are undone on a linear schedule (Mask-Predict); of three lengths two go on after the first iteration, and one of them
    /// is taken, by log-probability over ((5 + length)/6)³. Chosen on the validation sentences, en→de, 4 iterations: with an exponent of 2 the outputs are 3 % too short there, which costs half a point of BLEU; that the
    /// third length goes on gains nothing; one length alone loses.</summary>
    public static DecodingOptions Loop(int iterations, PadirConfig config) => new()
    {
        Iterations = iterations,
        Input = config.Corruption.Input,
        Rejecter = new LinearSchedule(),
        Update = UpdateScheme.Rejected,
        TopKLengths = 3,
        KeptCandidates = 2,
        BrevityAlpha = 3,
    };
}
