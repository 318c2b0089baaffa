using Gmlm.Padir.Decoding;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;

namespace Gmlm.Padir.Models;

/// <summary>One way to translate with a model, checked: from a batch of sources to candidates, and from their decoding to translations.</summary>
internal sealed class ParallelWay
{
    private readonly PadirModel _model;
    private readonly ParallelSettings _settings;
    private readonly DecodingOptions _loop;
    private readonly ParallelDecoder _decoder;
    private readonly KGibbsRefiner? _refiner;

    /// <summary>A way.</summary>
    /// <exception cref="DecodingException">See <see cref="TranslationModel.Parallel(IReadOnlyList{int[]}, ParallelSettings, CancellationToken)"/>.</exception>
    public ParallelWay(PadirModel model, DecodingTokens tokens, ParallelSettings settings)
    {
        (_model, _settings) = (model, settings);
        _loop = settings.Loop with { MaxLength = Math.Min(settings.Loop.MaxLength, model.Config.Lengths.MaxLength) };
        _decoder = new ParallelDecoder(_loop, tokens);
        _refiner = settings.Refinement is null ? null : new KGibbsRefiner(settings.Refinement, tokens);
        if (model.Lengths is null && settings.Lengths is null)
        {
            throw new DecodingException("the model has no length predictor; the lengths must be given");
        }
    }

    /// <summary>The candidates of a batch, and what makes translations of them once they are decoded.</summary>
    /// <param name="source">The encoded sources.</param>
    /// <param name="places">Where they stand among all sources.</param>
    /// <param name="rows">The sources.</param>
    /// <param name="asked">The model, for what comes behind the loop.</param>
    public (DecodingBatch Batch, Func<IReadOnlyList<DecodedSentence>> Finish) Begin(EncodedSource source, int[] places, int[][] rows, IDecodingModel asked)
    {
        var streams = new CandidateStreams(_settings.Seed, [.. places.Select(place => _settings.FirstSentence + place)]);
        var batch = _decoder.Begin(Lengths(source, places, rows), asked.VocabularySize, streams.ForLoop, _settings.Trace);
        return (batch, () =>
        {
            var candidates = _refiner?.Refine(asked, batch.Results(), streams.ForRefinement, _settings.Trace) ?? batch.Results();
            var sentences = DecodedSentence.Of(candidates);
            return _settings.Rescorer?.Rescore(rows, sentences, _loop.BrevityAlpha) ?? sentences;
        });
    }

    private IReadOnlyList<IReadOnlyList<int>> Lengths(EncodedSource source, int[] places, int[][] rows) => _settings.Lengths is { } gold
        ? [.. places.Select(place => LengthCandidates.Around(gold[place], _loop))]
        : _model.Lengths!.Candidates(source, _loop, [.. rows.Select(row => LengthLimit.Of(row.Length))]);
}
