using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>The default settings for decoding on a canvas.</summary>
public static class CanvasLoop
{
    /// <summary>
    /// Each pass keeps the most confident words, by a linear schedule; kept words are not written again. Blanks stay open until the
    /// last pass.
    /// </summary>
    /// <param name="passes">The number of passes S ≥ 1.</param>
    /// <param name="input">The input scheme of the model's training.</param>
    public static DecodingOptions Of(int passes, InputScheme input) => new()
    {
        Iterations = passes,
        Rejecter = new LinearSchedule(),
        Update = UpdateScheme.Rejected,
        CanvasUnit = CanvasUnit.Words,
        Input = input,
    };
}
