namespace Gmlm.Padir.Configuration;

/// <summary>What the decoder sees before the first iteration.</summary>
public enum InputScheme
{
    /// <summary>[MASK] everywhere.</summary>
    Mask,

    /// <summary>[MASK_1] … [MASK_L].</summary>
    MaskRange,

    /// <summary>Words drawn uniformly.</summary>
    Random,
}
