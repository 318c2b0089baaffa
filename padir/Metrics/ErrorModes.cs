using System.Globalization;
using System.Text;
using Gmlm.Padir.ControlledPair;

namespace Gmlm.Padir.Metrics;

/// <summary>The errors typical of parallel decoding, measured on one system.</summary>
/// <param name="Stutter">Tokens equal to their left neighbours.</param>
/// <param name="BigramRepeats">Two tokens repeated directly.</param>
/// <param name="TrigramRepeats">Three tokens repeated directly.</param>
/// <param name="Length">Predicted minus gold length.</param>
public sealed record ErrorModes(RepeatRate Stutter, RepeatRate BigramRepeats, RepeatRate TrigramRepeats, LengthError Length)
{
    /// <summary>Masks left in the outputs; null for texts, which show no masks.</summary>
    public ErrorRate? UnfinishedMasks { get; init; }

    /// <summary>
    /// Source words without a likely translation in the output (<see cref="LexicalModel{T}.Evidence"/>); null if not measured.
    /// </summary>
    public ErrorRate? DroppedByLexicon { get; init; }

    /// <summary>Source tokens that receive little cross-attention (<see cref="Decoding.AttendedSource"/>); null if not measured.</summary>
    public ErrorRate? DroppedByAttention { get; init; }

    /// <summary>Outputs that mix valid translations; measured on the controlled pair only, otherwise null.</summary>
    public ModeMixing? ModeMixing { get; init; }

    /// <summary>
    /// Measures the modes that need only outputs and gold targets. <c>with</c> adds those that need a lexicon, a network or the controlled
    /// pair.
    /// </summary>
    /// <param name="outputs">The tokens of each output: the model's ids, or words from <see cref="BleuTokenizers.Split"/>; without end
    /// token and padding.</param>
    /// <param name="gold">The targets in tokens of the same kind.</param>
    /// <param name="isMask">Whether a token is a mask; null for texts.</param>
    /// <exception cref="ArgumentException">There are no sentences, or their numbers differ.</exception>
    public static ErrorModes Measure<T>(
        IReadOnlyList<IReadOnlyList<T>> outputs, IReadOnlyList<IReadOnlyList<T>> gold, Func<T, bool>? isMask = null)
        where T : IEquatable<T> => new(
            RepeatRate.Measure(outputs, 1),
            RepeatRate.Measure(outputs, 2),
            RepeatRate.Measure(outputs, 3),
            LengthError.Measure([.. outputs.Select(sentence => sentence.Count)], [.. gold.Select(sentence => sentence.Count)]))
    {
        UnfinishedMasks = isMask is null ? null : ErrorRate.Measure(outputs, isMask),
    };

    /// <summary>One line for each measured mode, in the invariant culture.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        void Line(string name, FormattableString value) =>
            text.Append(name.PadRight(22)).Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Rate(string name, double tokens, double sentences, string what = "tokens") =>
            Line(name, $"{100 * tokens:0.00} % of {what}, {100 * sentences:0.0} % of sentences");
        Rate("stutter", Stutter.TokenShare, Stutter.SentenceShare);
        Rate("2-gram repeats", BigramRepeats.TokenShare, BigramRepeats.SentenceShare);
        Rate("3-gram repeats", TrigramRepeats.TokenShare, TrigramRepeats.SentenceShare);
        var (mean, absolute, exact) = (Length.Mean, Length.MeanAbsolute, 100 * Length.ExactShare);
        Line("length error", $"{mean:+0.00;-0.00;0.00} tokens, {absolute:0.00} without sign, none in {exact:0.0} % of sentences");
        foreach (
            var (name, rate, what) in new[]
            {
                ("unfinished masks", UnfinishedMasks, "tokens"),
                ("dropped (lexicon)", DroppedByLexicon, "source words"),
                ("dropped (attention)", DroppedByAttention, "source tokens"),
            })
        {
            if (rate is not null)
            {
                Rate(name, rate.TokenShare, rate.SentenceShare, what);
            }
        }

        if (ModeMixing is { } mixing)
        {
            var (mixed, two, valid, other) = (100 * mixing.Mixed, 100 * mixing.TwoModes, 100 * mixing.Valid, 100 * mixing.Other);
            Line(
                "mode mixing",
                $"{mixed:0.0} % of sentences ({two:0.0} % of two modes); {valid:0.0} % valid, {other:0.0} % otherwise wrong");
        }

        return text.ToString();
    }
}
