/**
 * Radiomic features as the Image Biomarker Standardisation Initiative defines them (Zwanenburg et
 * al. 2020, Radiology 295:328–338; IBSI reference manual v11, arXiv:1612.07003): intensity, shape,
 * and texture by GLCM, GLRLM and GLSZM. Pure arithmetic on one region of one image; no resampling
 * and no filter. May use {@code volume}.
 */
@NullMarked
package dev.heliograph.imaging.radiomics;

import org.jspecify.annotations.NullMarked;
