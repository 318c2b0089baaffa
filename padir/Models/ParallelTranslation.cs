using Gmlm.Padir.Decoding;
using Gmlm.Padir.Lengths;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;

namespace Gmlm.Padir.Models;

/// <summary>
/// Translation with one set of checked settings: makes candidates from a batch of sources, and translations from the decoded candidates.
/// </summary>
internal sealed class ParallelTranslation
{
    private readonly PadirModel _model;
    private readonly ParallelSettings _settings;
    private readonly DecodingOptions _loop;
    private readonly ParallelDecoder _decoder;
    private readonly KGibbsRefiner? _refiner;
    private readonly int? _blank; // null without a canvas

    /// <summary>Checks the settings.</summary>
    /// <param name="model">The model in evaluation mode.</param>
    /// <param name="tokens">The special ids.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="blankBias">The blank bias on a canvas if the settings name none.</param>
    /// <exception cref="DecodingException">
    /// See <see cref="TranslationModel.Parallel(IReadOnlyList{int[]}, ParallelSettings, CancellationToken)"/>.
    /// </exception>
    public ParallelTranslation(PadirModel model, DecodingTokens tokens, ParallelSettings settings, double blankBias)
    {
        (_model, _settings) = (model, settings);
        var canvas = model.Config.IsCanvas;
        var bias = settings.Loop.BlankBias ?? blankBias;
        _blank = canvas ? tokens.Blank : null;
        _loop = settings.Loop with { MaxLength = Math.Min(settings.Loop.MaxLength, model.Config.Lengths.MaxLength), BlankBias = bias };
        _decoder = new ParallelDecoder(_loop, tokens, canvas);
        _refiner = settings.Refinement is null ? null : new KGibbsRefiner(settings.Refinement with { BlankBias = bias }, tokens, canvas);
        if (canvas && settings.Lengths is not null)
        {
            throw new DecodingException("the model fills a canvas; lengths cannot be given");
        }

        if (model.Lengths is null && !canvas && settings.Lengths is null)
        {
            throw new DecodingException("the model has no length predictor; the lengths must be given");
        }
    }

    /// <summary>Returns the candidates of a batch, and a function that makes translations of them after decoding.</summary>
    /// <param name="source">The encoded sources.</param>
    /// <param name="places">The indices of the sources among all sources.</param>
    /// <param name="rows">The sources.</param>
    /// <param name="asked">The model, which refinement evaluates.</param>
    public (DecodingBatch Batch, Func<IReadOnlyList<DecodedSentence>> Finish) Begin(
        EncodedSource source, int[] places, int[][] rows, IDecodingModel asked)
    {
        var streams = new CandidateStreams(_settings.Seed, [.. places.Select(place => _settings.FirstSentence + place)]);
        var batch = _decoder.Begin(Lengths(source, places, rows), asked.VocabularySize, streams.ForLoop, _settings.Trace);
        return (batch, () =>
        {
            var candidates = _refiner?.Refine(asked, batch.Results(), streams.ForRefinement, _settings.Trace) ?? batch.Results();
            var sentences = DecodedSentence.Of(
                _blank is { } blank ? candidates.Select(candidate => candidate.Read(blank)) : candidates, batch.Dropped);
            return _settings.Rescorer?.Rescore(rows, sentences, _loop.LengthAlpha) ?? sentences;
        });
    }

    private IReadOnlyList<IReadOnlyList<int>> Lengths(EncodedSource source, int[] places, int[][] rows) =>
        _blank is not null ? [.. rows.Select(row => (IReadOnlyList<int>)[_model.Config.Lengths.Cells(row.Length)])]
        : _settings.Lengths is { } gold ? [.. places.Select(place => LengthCandidates.Around(gold[place], _loop))]
        : _model.Lengths!.Candidates(source, _loop, [.. rows.Select(row => LengthLimit.Of(row.Length))]);
}
