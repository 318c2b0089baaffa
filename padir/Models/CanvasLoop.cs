using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;

namespace Gmlm.Padir.Models;

/// <summary>How canvases are decoded unless a person chooses otherwise.</summary>
public static class CanvasLoop
{
    /// <summary>
    /// In each pass the surest words are kept, by a linear schedule, and blanks stay open until the last one; what is kept is not asked
    /// again.
    /// </summary>
    /// <param name="passes">S ≥ 1.</param>
    /// <param name="input">As the model was trained.</param>
    public static DecodingOptions Of(int passes, InputScheme input) => new()
    {
        Iterations = passes,
        Rejecter = new LinearSchedule(),
        Update = UpdateScheme.Rejected,
        CanvasUnit = CanvasUnit.Words,
        Input = input,
    };
}
