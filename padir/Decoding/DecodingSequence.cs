using System.Numerics.Tensors;
using Gmlm.Padir.Canvas;

namespace Gmlm.Padir.Decoding;

/// <summary>One candidate during decoding. The end token stays at its position; only words are written.</summary>
internal sealed class DecodingSequence
{
    private readonly DecodingOptions _options;
    private readonly Candidate _candidate;
    private readonly TokenSampler _sampler;
    private readonly Random _random;
    private readonly int? _blank; // null without a canvas
    private readonly int[] _initial;
    private readonly int[] _tokens; // the words, then the end token
    private readonly float[] _logProbabilities;
    private readonly float[] _confidences; // by DecodingOptions.Confidence
    private readonly float[]? _correctness; // ln p(correct), for a learned rejecter
    private readonly float[]? _sums; // (L, V)
    private readonly List<DecodingStep>? _trace;
    private int[] _open; // the positions that the next iteration writes

    public DecodingSequence(
        Candidate candidate,
        DecodingOptions options,
        DecodingTokens tokens,
        int vocabularySize,
        TokenSampler sampler,
        Random random,
        int? blank,
        bool trace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(candidate.Length, 1, nameof(candidate));
        (_candidate, _options, _sampler, _random, _blank) = (candidate, options, sampler, random, blank);
        _initial = tokens.Input(options.Input, candidate.Length, random);
        _tokens = [.. _initial];
        (_logProbabilities, _confidences) = (new float[candidate.Length], new float[candidate.Length]);
        _correctness = options.Rejecter.JudgesCorrectness ? new float[candidate.Length] : null;
        _sums = options.Remasking == RemaskingScheme.SummedArgmax ? new float[candidate.Length * vocabularySize] : null;
        _trace = trace ? [] : null;
        _open = [.. Enumerable.Range(0, candidate.Length)];
    }

    /// <summary>The index of the source that it translates.</summary>
    public int Source => _candidate.Source;

    /// <summary>The score of the current words.</summary>
    public double Score => CandidateScore.Of(_logProbabilities, _options.LengthAlpha);

    /// <summary>Whether another iteration follows.</summary>
    public bool GoesOn { get; private set; } = true;

    /// <summary>The query of the next iteration.</summary>
    public DecodingQuery Query => new(_candidate.Source, [.. _tokens], Asked);

    // The positions whose logits are needed: with EditAbove also those of kept words.
    private int[] Asked => _options.EditAbove is null ? _open : [.. Enumerable.Range(0, _candidate.Length)];

    private Span<int> Words => _tokens.AsSpan(0, _candidate.Length);

    private bool _fixedPoint;

    private int _iterations;

    /// <summary>Makes one iteration from the network's output at the queried positions.</summary>
    public void Advance(ReadOnlySpan<float> logits, ReadOnlySpan<float> correctness)
    {
        Judge(correctness);
        var iteration = _iterations++;
        int[] before = [.. Words];
        Write(logits);
        int[] written = [.. Words];

        var goesOn = _iterations < _options.Iterations;
        var rejected = goesOn ? Remask(written, before, Rejected(written, iteration), logits.Length) : null;
        if (goesOn && IsFixed(before, rejected!))
        {
            goesOn = false;
            written.CopyTo(Words); // As after the last iteration, in which nothing is remasked.
        }

        // After the last iteration only stutter is remasked.
        rejected = goesOn ? rejected : Remask(written, before, Stuttering(written), logits.Length);
        _trace?.Add(new DecodingStep(written, [.. _logProbabilities], rejected!, [.. Words]));
        if (_options.Update != UpdateScheme.All)
        {
            _open = [.. Enumerable.Range(0, rejected!.Length).Where(i => rejected[i])];
        }

        GoesOn = goesOn;
    }

    /// <summary>Returns the candidate as it is now.</summary>
    public DecodedCandidate Result()
    {
        var trace = _trace is null ? null : new DecodingTrace(_initial[..^1], _trace, _blank);
        return new DecodedCandidate(_candidate.Source, Words.ToArray(), _logProbabilities, Score, _iterations, _fixedPoint, trace);
    }

    private void Write(ReadOnlySpan<float> logits)
    {
        var asked = Asked;
        var width = logits.Length / asked.Length;
        for (var k = 0; k < asked.Length; k++)
        {
            var position = asked[k];
            var row = logits.Slice(k * width, width);
            var (token, logProbability) = _sampler.Choose(row, _random, out var confidence);
            if (asked.Length == _open.Length || MayWrite(position, token, logProbability))
            {
                (_tokens[position], _logProbabilities[position], _confidences[position]) = (token, logProbability, confidence);
            }

            if (_sums is not null)
            {
                var sum = _sums.AsSpan(position * width, width);
                TensorPrimitives.Add(sum, row, sum);
            }
        }
    }

    // Whether a token may be written: at an open position always, and over a kept word only if it differs and has probability EditAbove.
    private bool MayWrite(int position, int token, float logProbability) =>
        Array.BinarySearch(_open, position) >= 0 || (token != _tokens[position] && logProbability >= Math.Log(_options.EditAbove!.Value));

    private void Judge(ReadOnlySpan<float> correctness)
    {
        if (_correctness is null)
        {
            return;
        }

        if (correctness.IsEmpty)
        {
            throw new DecodingException("Rejecter is Learned, and the model was trained without a rejecter; choose another");
        }

        var asked = Asked;
        for (var k = 0; k < asked.Length; k++)
        {
            _correctness[asked[k]] = correctness[k];
        }
    }

    private bool[] Rejected(int[] written, int iteration)
    {
        var (rejecter, judged) = (_options.Rejecter, _correctness ?? Judged(iteration));
        var rejected = Stuttering(written);
        if (_blank is null || (_options.CanvasUnit == CanvasUnit.Cells && !rejecter.JudgesWords))
        {
            rejecter.Mark(written, judged, iteration, _options.Iterations, rejected);
            return rejected;
        }

        MarkWords(written, rejected, words =>
        {
            var marked = new bool[words.Length];
            float[] surest = [.. words.Select(word => word.Largest(judged))];
            rejecter.Mark([.. words.Select(word => word.Id)], surest, iteration, _options.Iterations, marked);
            return marked;
        });
        for (var i = 0; i < written.Length && _options.CanvasUnit == CanvasUnit.Words; i++)
        {
            rejected[i] |= written[i] == _blank;
        }

        return rejected;
    }

    private bool[] Stuttering(int[] written)
    {
        var rejected = new bool[written.Length];
        if (_options.RemaskStutter && _blank is null)
        {
            Stutter.Mark(written, rejected);
        }
        else if (_options.RemaskStutter)
        {
            MarkWords(written, rejected, words =>
            {
                var marked = new bool[words.Length];
                Stutter.Mark([.. words.Select(word => word.Id)], marked);
                return marked;
            });
        }

        return rejected;
    }

    // Rejects all cells of the words that are marked.
    private void MarkWords(int[] written, bool[] rejected, Func<CanvasWord[], bool[]> mark)
    {
        var words = CanvasCells.Words(written, _blank!.Value);
        foreach (var (word, marked) in words.Zip(mark(words)))
        {
            rejected.AsSpan(word.First..word.End).Fill(marked || rejected[word.First]);
        }
    }

    // The confidences for the rejecter, with noise that falls to 0 in the last iteration. Words that easy-first has kept are +∞ and so
    // never rejected.
    private float[] Judged(int iteration)
    {
        float[] judged = [.. _confidences];
        var noise = _options.ConfidenceNoise * (1 - ((iteration + 1.0) / _options.Iterations));
        for (var i = 0; i < judged.Length && noise > 0; i++)
        {
            judged[i] += (float)(noise * -Math.Log(-Math.Log(Math.Max(_random.NextDouble(), double.Epsilon))));
        }

        if (_options.Update == UpdateScheme.EasyFirst)
        {
            foreach (var kept in Enumerable.Range(0, judged.Length).Except(_open))
            {
                judged[kept] = float.PositiveInfinity;
            }
        }

        return judged;
    }

    private bool[] Remask(int[] written, int[] before, bool[] rejected, int values)
    {
        for (var i = 0; i < written.Length; i++)
        {
            if (rejected[i])
            {
                _tokens[i] = _options.Remasking switch
                {
                    RemaskingScheme.Initial => _initial[i],
                    RemaskingScheme.Previous => before[i],
                    _ => TensorPrimitives.IndexOfMax<float>(_sums.AsSpan(i * (values / Asked.Length), values / Asked.Length)),
                };
            }
        }

        return rejected;
    }

    private bool IsFixed(int[] before, bool[] rejected)
    {
        var none = !rejected.Contains(true);
        if (none && _options.Update != UpdateScheme.All)
        {
            return _fixedPoint = true; // No position is left to write.
        }

        // An iteration that depends on the words alone and does not change them would not change them when repeated.
        var repeats = _options is { IsArgmax: true, ConfidenceNoise: 0, Update: UpdateScheme.All }
            && _sums is null
            && _options.Rejecter.IsStationary;
        return _fixedPoint = _options.StopAtFixedPoint && Words.SequenceEqual(before) && (none || repeats);
    }
}
