using System.Numerics.Tensors;
using Gmlm.Padir.Canvas;
using Gmlm.Padir.Configuration;

namespace Gmlm.Padir.Decoding;

/// <summary>One candidate during k-Gibbs refinement.</summary>
internal sealed class KGibbsSequence
{
    private readonly KGibbsOptions _options;
    private readonly DecodingTokens _special;
    private readonly DecodedCandidate _candidate;
    private readonly Random _random;
    private readonly int? _blank; // null without a canvas

    // Each sequence has its own, since a sampler has working memory and batches are refined on several threads.
    private readonly TokenSampler _likeliest;
    private readonly int[] _tokens; // the words, then the end token
    private readonly float[] _confidences;
    private readonly List<DecodingStep>? _trace;
    private int[] _input; // the words before the first step of the trace
    private List<int> _hidden = []; // the positions left to draw in this step, in the order of drawing
    private int _runs;

    public KGibbsSequence(DecodedCandidate candidate, KGibbsOptions options, DecodingTokens special, Random random, int? blank, bool trace)
    {
        (_candidate, _options, _special, _random, _blank) = (candidate, options, special, random, blank);
        _likeliest = new TokenSampler(new DecodingOptions { BlankBias = options.BlankBias }, blank);
        _tokens = [.. candidate.Tokens, special.End];
        _confidences = [.. candidate.LogProbabilities];
        _trace = trace ? [.. candidate.Trace?.Steps ?? []] : null;
        _input = [.. candidate.Trace?.Input ?? candidate.Tokens];
    }

    /// <summary>Whether this step has words left to draw.</summary>
    public bool IsOpen => _hidden.Count > 0;

    /// <summary>The positions of the next query, ascending.</summary>
    private IReadOnlyList<int> Asked => _options is { Jointly: true, Order: KGibbsOrder.Random } ? _hidden[..1] : [.. _hidden.Order()];

    /// <summary>The next query to the model.</summary>
    public DecodingQuery Query => new(_candidate.Source, [.. _tokens], Asked);

    /// <summary>The number of positions of the next query.</summary>
    public int Rows => Asked.Count;

    private int[] Words => _tokens[..^1];

    /// <summary>Begins a step by hiding its positions.</summary>
    public void Hide()
    {
        _hidden = _blank is { } blank
            ? ChosenCells(CanvasCells.Words(Words, blank))
            : Chosen(_confidences, _options.Positions, _options.Choice);
        foreach (var position in _hidden)
        {
            _tokens[position] = _options.Input == InputScheme.Mask ? _special.Mask : _special.MaskAt(position);
        }

        // The trace shows hidden words as rejected in its last line.
        if (_trace is [.., var last])
        {
            _trace[^1] = last with
            {
                Rejected = [.. last.Rejected.Select((rejected, i) => rejected || _hidden.Contains(i))], After = Words,
            };
        }
        else
        {
            _input = Words;
        }
    }

    /// <summary>Draws from the logits of one network evaluation: the next position of a joint draw, or every hidden position.</summary>
    public void Draw(ReadOnlySpan<float> logits, TokenSampler sampler)
    {
        var asked = Asked;
        var width = logits.Length / asked.Count;
        foreach (var row in _options.Jointly ? [Next(logits, asked.Count)] : Enumerable.Range(0, asked.Count))
        {
            var position = asked[row];
            (_tokens[position], _confidences[position]) = sampler.Choose(logits.Slice(row * width, width), _random);
            _hidden.Remove(position);
        }

        _runs++;
        _trace?.Add(new DecodingStep(Words, [.. _confidences], new bool[_confidences.Length], Words));
    }

    /// <summary>Returns the candidate as it is now.</summary>
    public DecodedCandidate Result() => new(
        _candidate.Source, Words, _confidences, CandidateScore.Of(
            _confidences, _options.LengthAlpha), _candidate.Iterations + _runs, FixedPoint: false, _trace is null
            ? null
            : new DecodingTrace(_input, _trace, _blank));

    private List<int> Chosen(IReadOnlyList<float> confidences, int most, KGibbsChoice choice)
    {
        int[] positions = [.. Enumerable.Range(0, confidences.Count)];
        if (choice == KGibbsChoice.LeastConfident)
        {
            positions = [.. positions.OrderBy(i => confidences[i]).ThenByDescending(i => i)];
        }

        // Shuffles the first k places. A uniform choice swaps with all positions; the least confident ones are already first and are only
        // shuffled among themselves.
        var count = Math.Min(most, positions.Length);
        var among = choice == KGibbsChoice.Uniform ? positions.Length : count;
        for (var i = 0; i < count; i++)
        {
            var other = i + _random.Next(among - i);
            (positions[i], positions[other]) = (positions[other], positions[i]);
        }

        return [.. positions[..count]];
    }

    // On a canvas k words are hidden, with all cells between the kept words on either side, so that the cells can hold words of other
    // lengths. The cells are drawn in a random order.
    private List<int> ChosenCells(CanvasWord[] words)
    {
        HashSet<int> hidden = [.. Chosen([.. words.Select(word => word.Largest(_confidences))], _options.Positions, _options.Choice)];
        var kept = new bool[_confidences.Length];
        for (var i = 0; i < words.Length; i++)
        {
            kept.AsSpan(words[i].First..words[i].End).Fill(!hidden.Contains(i));
        }

        // A blank is hidden if the word on either side of it is. On a canvas without words all blanks are hidden.
        int[] cells = [.. Enumerable.Range(0, kept.Length).Where(t => !kept[t] && (words.Length == 0 || IsBeside(t)))];
        return [.. Chosen(new float[cells.Length], cells.Length, KGibbsChoice.Uniform).Select(i => cells[i])];

        bool IsBeside(int t) =>
            hidden.Contains(Array.FindLastIndex(words, word => word.First <= t))
                || hidden.Contains(Array.FindIndex(words, word => word.End > t));
    }

    private int Next(ReadOnlySpan<float> logits, int rows)
    {
        var width = logits.Length / rows;
        Span<float> surest = stackalloc float[rows];
        for (var row = 0; row < rows; row++)
        {
            surest[row] = _likeliest.Choose(logits.Slice(row * width, width), _random).LogProbability;
        }

        return TensorPrimitives.IndexOfMax<float>(surest);
    }
}
